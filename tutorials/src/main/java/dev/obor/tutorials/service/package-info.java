/**
 * A sample service: a trained digit model behind HTTP, in the JDK's own server.
 *
 * <p>{@link dev.obor.tutorials.service.DigitService} shows what a model in a production service
 * needs: requests that share a batch, a queue with an end, limits on what comes in, health and
 * metrics, and a shutdown that loses nothing.
 */
@NullMarked
package dev.obor.tutorials.service;

import org.jspecify.annotations.NullMarked;
