package org.zhaoku.verifier.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Writes the signatures of compiled classes, without code and private members, to a jar: the same classes give the same bytes. */
public final class ApiBaseline {
    private static final LocalDateTime ZIP_EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

    private ApiBaseline() {}

    /** @param arguments the folder with the classes, and the jar to write */
    public static void main(String[] arguments) throws IOException {
        Path classes = Path.of(arguments[0]);
        Path jar = Path.of(arguments[1]);
        List<Path> files;
        try (Stream<Path> walk = Files.walk(classes)) {
            files = walk.filter(file -> file.toString().endsWith(".class"))
                    .filter(file -> !file.endsWith("module-info.class"))
                    .sorted()
                    .toList();
        }
        try (OutputStream out = Files.newOutputStream(jar);
                var zip = new ZipOutputStream(out)) {
            for (Path file : files) {
                var entry = new ZipEntry(classes.relativize(file).toString().replace('\\', '/'));
                entry.setTimeLocal(ZIP_EPOCH);
                zip.putNextEntry(entry);
                zip.write(signatures(Files.readAllBytes(file)));
            }
        }
    }

    private static byte[] signatures(byte[] compiled) {
        var writer = new ClassWriter(0);
        new ClassReader(compiled).accept(new Signatures(writer), ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
        return writer.toByteArray();
    }

    private static final class Signatures extends ClassVisitor {
        Signatures(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public @Nullable FieldVisitor visitField(
                int access, String name, String descriptor, @Nullable String signature, @Nullable Object value) {
            return hidden(access) ? null : super.visitField(access, name, descriptor, signature, value);
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            return hidden(access) ? null : super.visitMethod(access, name, descriptor, signature, exceptions);
        }

        private static boolean hidden(int access) {
            return (access & (Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED)) == 0;
        }
    }
}
