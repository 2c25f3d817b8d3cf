/**
 * A real Elasticsearch node as a child of this process: its distribution comes through Maven, is
 * unpacked once into a cache folder, runs on free loopback ports without root's rights, and ends
 * when its parent ends, however that happens.
 */
@NullMarked
package io.plumbline.elk.node;

import org.jspecify.annotations.NullMarked;
