package org.zhaoku.gateway.demo;

/** The demo did not go as it should. */
final class DemoException extends RuntimeException {
    DemoException(String message) {
        super(message);
    }
}
