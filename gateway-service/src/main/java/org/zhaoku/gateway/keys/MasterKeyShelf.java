package org.zhaoku.gateway.keys;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Master keys: the first is in the key file, beside the region's key; each further one has a file of its own. */
final class MasterKeyShelf implements KeyShelf<MasterKey> {
    private final Opener opener;
    private final KeyShelf<MasterKey> further;
    private Optional<MasterKey> first;

    /** Reads the key file anew. */
    interface Opener {
        KeyFile open();
    }

    /** @param first empty if it was destroyed */
    MasterKeyShelf(Optional<MasterKey> first, Opener opener, KeyShelf<MasterKey> further) {
        this.first = first;
        this.opener = opener;
        this.further = further;
    }

    @Override
    public synchronized List<String> ids() {
        return Stream.concat(first.stream().map(MasterKey::id), further.ids().stream())
                .toList();
    }

    @Override
    public synchronized Optional<MasterKey> find(String id) {
        Optional<MasterKey> inKeyFile = first.filter(key -> key.id().equals(id));
        return inKeyFile.isPresent() ? inKeyFile : further.find(id);
    }

    @Override
    public String create() {
        return further.create();
    }

    @Override
    public synchronized void destroy(String id) {
        if (first.filter(key -> key.id().equals(id)).isEmpty()) {
            further.destroy(id);
            return;
        }
        KeyFile file = opener.open();
        file.remove(Pkcs12Signer.MASTER);
        file.save();
        first = Optional.empty();
    }

    @Override
    public String toString() {
        return "master keys " + ids();
    }
}
