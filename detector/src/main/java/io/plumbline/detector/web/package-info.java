/**
 * The page that a browser shows: what each service did in the last windows, what was odd, and the
 * incidents with their explanations. It reads Elasticsearch and nothing else, and writes only what
 * people do about incidents, so it can run anywhere and as often as wanted.
 */
@NullMarked
package io.plumbline.detector.web;

import org.jspecify.annotations.NullMarked;
