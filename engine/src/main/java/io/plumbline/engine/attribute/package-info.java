/**
 * Attributes as processors see them: the grammar of actions that change them, the include and
 * exclude rules that choose items by them, and values as text. Works on bytes; only what changes is
 * written anew.
 */
@NullMarked
package io.plumbline.engine.attribute;

import org.jspecify.annotations.NullMarked;
