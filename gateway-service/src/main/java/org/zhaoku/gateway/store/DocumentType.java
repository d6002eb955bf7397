package org.zhaoku.gateway.store;

import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/** Documents in the file as on the wire: BSON. H2 by itself uses Java's serialization, which takes many times as long. */
final class DocumentType extends BasicDataType<Document> {
    private static final int OVERHEAD = 48;

    /** About; it decides how many documents share a page. */
    @Override
    public int getMemory(Document document) {
        return size(document);
    }

    private static int size(Object value) {
        if (value instanceof String text) {
            return OVERHEAD + 2 * text.length();
        }
        if (value instanceof BinData binary) {
            return OVERHEAD + binary.getData().length;
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .mapToInt(each -> OVERHEAD + size(each.getValue()))
                    .sum();
        }
        if (value instanceof Collection<?> all) {
            return OVERHEAD + all.stream().mapToInt(DocumentType::size).sum();
        }
        return OVERHEAD;
    }

    @Override
    public void write(WriteBuffer buffer, Document document) {
        ByteBuf bson = Unpooled.buffer(512);
        BsonEncoder.encodeDocument(document, bson);
        buffer.putVarInt(bson.readableBytes());
        buffer.put(bson.nioBuffer());
    }

    @Override
    public Document read(ByteBuffer buffer) {
        int length = DataUtils.readVarInt(buffer);
        ByteBuf bson = Unpooled.wrappedBuffer(buffer.slice(buffer.position(), length));
        buffer.position(buffer.position() + length);
        return BsonDecoder.decodeBson(bson);
    }

    @Override
    public Document[] createStorage(int size) {
        return new Document[size];
    }
}
