package org.zhaoku.gateway.job;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.jspecify.annotations.Nullable;
import org.zhaoku.gateway.web.ProblemCode;
import org.zhaoku.gateway.web.ProblemException;

/**
 * Looks through an uploaded workbook before the library reads it, with the same reader of ZIP and the same parser of XML: what it
 * inflates to, how long anything in it is, and whether the addresses and numbers in it are ones that a sheet can have. Whatever the
 * library would take at its word is bounded here.
 */
final class XlsxGuard {
    /** Bytes of the whole, inflated. */
    private static final long MAX_INFLATED = 1L << 30;
    /** Bytes of the table of texts, inflated: the library holds them all. */
    private static final long MAX_TEXTS = 16L << 20;
    /** Bytes without the end of a tag: a single text, attribute or comment. */
    private static final int MAX_TOKEN = 1 << 20;
    /** Characters of one row, or one text of the table of texts. */
    private static final int MAX_TEXT = 1 << 20;

    private static final int MAX_ENTRIES = 1000;
    /** Sheets, formats, parts and whatever else the library holds of a workbook. */
    private static final int MAX_HELD = 200_000;
    /** Array formulas, in which the library looks each cell up. */
    private static final int MAX_ARRAYS = 100;
    /** Characters of formulas that the library holds. */
    private static final int MAX_FORMULAS = 8 << 20;

    private static final Set<String> HELD = Set.of("sheet", "Relationship", "Override", "numFmt", "xf");
    /** Excel's columns end with XFD, its rows with 1,048,576. */
    private static final int MAX_COLUMN = 16_384;

    private static final int MAX_ROW = 1_048_576;
    private static final int LETTERS = 26;

    private final XMLInputFactory factory = new InputFactoryImpl();
    private long inflated;
    private int texts;
    private int lastText = -1;
    private int arrays;
    private int held;
    private int formulas;

    private XlsxGuard() {
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    }

    /** @throws ProblemException FILE_UNREADABLE */
    static void check(byte[] file) {
        try {
            new XlsxGuard().checkAll(file);
        } catch (IOException e) {
            throw refused("its ZIP archive is damaged");
        }
    }

    private void checkAll(byte[] file) throws IOException {
        try (ZipFile zip = ZipFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(file))
                .get()) {
            List<ZipArchiveEntry> entries = Collections.list(zip.getEntries());
            if (entries.size() > MAX_ENTRIES) {
                throw refused("its ZIP archive has more than " + MAX_ENTRIES + " entries");
            }
            for (ZipArchiveEntry entry : entries) {
                try (InputStream in = zip.getInputStream(entry)) {
                    check(in);
                }
            }
        }
        if (lastText >= texts) {
            throw refused("a cell names a text that is not in its table of texts");
        }
    }

    private void check(InputStream in) throws IOException {
        var bounded = new Bounded(in);
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(bounded);
            while (xml.hasNext()) {
                check(xml, xml.next(), bounded);
            }
        } catch (ProblemException e) {
            throw e;
        } catch (XMLStreamException | RuntimeException e) {
            // an image, for example; the library gets no further than this either
            bounded.drain();
        }
        texts += bounded.texts;
    }

    private void check(XMLStreamReader xml, int event, Bounded entry) {
        switch (event) {
            case XMLStreamConstants.START_ELEMENT -> start(xml, xml.getLocalName(), entry);
            case XMLStreamConstants.END_ELEMENT -> end(xml.getLocalName(), entry);
            case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> text(xml, entry);
            case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                throw refused("it has a document type or entities, which no workbook needs");
            default -> {
                // nothing that grows
            }
        }
    }

    private void start(XMLStreamReader xml, String name, Bounded entry) {
        if (entry.number.isPresent()) {
            throw refused("a value has parts");
        }
        if (HELD.contains(name) && ++held > MAX_HELD) {
            throw refused("it has more than " + MAX_HELD + " sheets and formats");
        }
        switch (name) {
            case "row" -> {
                entry.cells = 0;
                entry.characters = 0;
                number(xml.getAttributeValue(null, "r"), MAX_ROW);
            }
            case "si" -> {
                entry.characters = 0;
                entry.texts++;
            }
            case "c" -> cell(xml, entry);
            case "v" -> entry.number = entry.ofTable ? Optional.of(new StringBuilder()) : Optional.empty();
            case "f" -> formula(xml, entry);
            default -> {
                // nothing that the library takes at its word
            }
        }
    }

    private static void cell(XMLStreamReader xml, Bounded entry) {
        if (++entry.cells > MAX_COLUMN) {
            throw refused("a row has more than " + MAX_COLUMN + " cells");
        }
        entry.ofTable = "s".equals(xml.getAttributeValue(null, "t"));
        address(xml.getAttributeValue(null, "r"));
        number(xml.getAttributeValue(null, "s"), MAX_HELD);
    }

    private void formula(XMLStreamReader xml, Bounded entry) {
        String kind = xml.getAttributeValue(null, "t");
        entry.held = kind != null;
        if ("array".equals(kind) && ++arrays > MAX_ARRAYS) {
            throw refused("it has more than " + MAX_ARRAYS + " array formulas; paste the values in their place");
        }
    }

    private void end(String name, Bounded entry) {
        if (name.equals("f")) {
            entry.held = false;
        }
        entry.number.ifPresent(text -> lastText = Math.max(lastText, number(text.toString(), Integer.MAX_VALUE)));
        entry.number = Optional.empty();
    }

    private void text(XMLStreamReader xml, Bounded entry) {
        int length = xml.getTextLength();
        entry.characters += length;
        formulas += entry.held ? length : 0;
        if (entry.characters > MAX_TEXT || formulas > MAX_FORMULAS) {
            throw refused("a row, a text or its formulas have more than " + MAX_TEXT + " characters");
        }
        entry.number.ifPresent(number -> number.append(xml.getText()));
    }

    private static int number(@Nullable String text, int max) {
        if (text == null) {
            return 0;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= 0 && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw refused("a row, format or text has a number that no sheet has");
    }

    private static void address(@Nullable String address) {
        if (address == null) {
            return;
        }
        int column = 0;
        int at = 0;
        while (at < address.length()
                && address.charAt(at) >= 'A'
                && address.charAt(at) <= 'Z'
                && column <= MAX_COLUMN) {
            column = column * LETTERS + address.charAt(at++) - 'A' + 1;
        }
        if (column == 0 || column > MAX_COLUMN) {
            throw refused("a cell has an address that no sheet has");
        }
        number(address.substring(at), MAX_ROW);
    }

    private static ProblemException refused(String why) {
        return ProblemCode.FILE_UNREADABLE.because("Expected an XLSX workbook, but " + why
                + ". Save it anew with your office program, or as CSV, and upload it again.");
    }

    /** One entry: counts what it inflates to. */
    private final class Bounded extends InputStream {
        private final InputStream in;
        private long read;
        private int token;
        private int texts;
        private int cells;
        private int characters;
        private boolean ofTable;
        private boolean held;
        private boolean draining;
        /** The number of a text, while it is being read. */
        private Optional<StringBuilder> number = Optional.empty();

        Bounded(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = in.read(into, offset, length);
            for (int i = offset; i < offset + count; i++) {
                token = into[i] == '>' ? 0 : token + 1;
                if (token > MAX_TOKEN && !draining) {
                    throw refused("a part of it is longer than any part of a workbook");
                }
            }
            read += Math.max(0, count);
            inflated += Math.max(0, count);
            if (texts > 0 && read > MAX_TEXTS) {
                throw refused("its texts take more than " + (MAX_TEXTS >> 20) + " MiB; save it as CSV");
            }
            if (inflated > MAX_INFLATED) {
                throw refused("it inflates to more than " + (MAX_INFLATED >> 30) + " GiB");
            }
            return count;
        }

        void drain() throws IOException {
            draining = true;
            byte[] buffer = new byte[8192];
            while (read(buffer, 0, buffer.length) >= 0) {
                // only counted
            }
        }
    }
}
