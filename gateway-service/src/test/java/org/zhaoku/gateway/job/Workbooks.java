package org.zhaoku.gateway.job;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** XLSX files, right and wrong. */
final class Workbooks {
    private Workbooks() {}

    /** One with a sheet that is filled so. */
    static byte[] of(Consumer<Worksheet> sheet) {
        var out = new ByteArrayOutputStream();
        try (var workbook = new Workbook(out, "zhaoku", "1.0")) {
            sheet.accept(workbook.newWorksheet("证照"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** One whose sheet has this XML between {@code <sheetData>} and its end. */
    static byte[] ofXml(String rows) {
        return with(
                of(sheet -> sheet.value(0, 0, "A")),
                "xl/worksheets/sheet1.xml",
                "<?xml version=\"1.0\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"
                        + "<sheetData>" + rows + "</sheetData></worksheet>");
    }

    /** The same file with another content of one entry, which may be new. */
    static byte[] with(byte[] file, String entry, String content) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        var out = new ByteArrayOutputStream();
        try (ZipFile in = ZipFile.builder()
                        .setSeekableByteChannel(new SeekableInMemoryByteChannel(file))
                        .get();
                var zip = new ZipOutputStream(out)) {
            for (ZipArchiveEntry each : Collections.list(in.getEntries())) {
                entries.put(each.getName(), in.getInputStream(each).readAllBytes());
            }
            entries.put(entry, content.getBytes(StandardCharsets.UTF_8));
            for (Map.Entry<String, byte[]> each : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(each.getKey()));
                zip.write(each.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
