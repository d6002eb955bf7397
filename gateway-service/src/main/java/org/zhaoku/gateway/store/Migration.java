package org.zhaoku.gateway.store;

import org.bson.Document;

/**
 * The way of a collection's documents from one form to the next. Each document is changed by one write, together with the version
 * of its form, so a kill between any two writes leaves old ones and new ones, and the next start goes on with the old ones.
 */
public interface Migration {
    String collection();

    /** The form that it changes; the next is this plus 1. */
    int from();

    /**
     * Fields to set in the document, by name. Two gateways may do it at once, so either result must do. May block.
     */
    Document change(Document old);
}
