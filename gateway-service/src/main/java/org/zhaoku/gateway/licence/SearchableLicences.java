package org.zhaoku.gateway.licence;

import org.bson.Document;
import org.zhaoku.gateway.store.Migration;

/** Form 1 → 2: type and holders can be searched for. */
final class SearchableLicences implements Migration {
    private final LicenceDocuments form;

    SearchableLicences(LicenceDocuments form) {
        this.form = form;
    }

    @Override
    public String collection() {
        return LicenceDocuments.COLLECTION;
    }

    @Override
    public int from() {
        return 1;
    }

    @Override
    public Document change(Document old) {
        return form.searchable(old);
    }
}
