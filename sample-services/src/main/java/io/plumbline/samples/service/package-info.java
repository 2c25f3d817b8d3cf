/** A running service: its deployment, HTTP endpoint, faults and orderly end. */
@NullMarked
package io.plumbline.samples.service;

import org.jspecify.annotations.NullMarked;
