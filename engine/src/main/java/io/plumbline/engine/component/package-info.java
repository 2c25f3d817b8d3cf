/**
 * What a component is: receivers, processors, exporters and extensions, what they hand on and what
 * they answer.
 */
@NullMarked
package io.plumbline.engine.component;

import org.jspecify.annotations.NullMarked;
