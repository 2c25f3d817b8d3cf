/**
 * The page that a browser shows: what each service did in the last windows, what was odd, and the
 * incidents with their explanations. It reads Elasticsearch and nothing else, so it can run
 * anywhere and as often as wanted.
 */
@NullMarked
package io.plumbline.detector.web;

import org.jspecify.annotations.NullMarked;
