package dev.obor.tutorials.service;

/** The service has no room for a request now. */
final class OverloadException extends Exception {
  private static final long serialVersionUID = 1;

  OverloadException(String message) {
    super(message);
  }
}
