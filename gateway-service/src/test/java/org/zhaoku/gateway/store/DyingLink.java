package org.zhaoku.gateway.store;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The way from a client to a server of the MongoDB protocol, which ends for good after so many writes: what a kill of the client is to
 * the server. The last writes are done, their replies do not arrive.
 */
public final class DyingLink implements AutoCloseable {
    private static final Set<String> WRITES = Set.of("insert", "update", "delete", "findAndModify");
    private static final int HEADER = 16;
    /** Behind flags and the kind of the section: the length of the document, then the type of its first element. */
    private static final int FIRST_NAME = HEADER + 4 + 1 + 4 + 1;

    private final ServerSocket listener;
    private final AtomicInteger left;
    private final AtomicInteger pending = new AtomicInteger();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile String host = "127.0.0.1";
    private volatile int port;
    private volatile boolean dead;

    /** @param writes that arrive before the link dies */
    public DyingLink(int writes) throws IOException {
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.left = new AtomicInteger(writes);
        start(this::accept);
    }

    /** Whether it died. */
    public boolean isDead() {
        return dead;
    }

    String uri(String server) {
        var uri = new com.mongodb.ConnectionString(server);
        String[] address = uri.getHosts().get(0).split(":", 2);
        host = address[0];
        port = Integer.parseInt(address[1]);
        return "mongodb://127.0.0.1:" + listener.getLocalPort() + "/" + uri.getDatabase()
                + "?serverSelectionTimeoutMS=2000&retryWrites=false";
    }

    private void accept() {
        try {
            while (!dead) {
                Socket client = listener.accept();
                Socket server = new Socket(host, port);
                sockets.add(client);
                sockets.add(server);
                var waiting = new AtomicBoolean();
                start(() -> requests(client, server, waiting));
                start(() -> replies(server, client, waiting));
            }
        } catch (IOException e) {
            die();
        }
    }

    private void requests(Socket client, Socket server, AtomicBoolean waiting) {
        try {
            var in = new DataInputStream(client.getInputStream());
            OutputStream out = server.getOutputStream();
            while (!dead) {
                byte[] head = in.readNBytes(4);
                if (head.length < 4) {
                    break;
                }
                int length =
                        ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt();
                byte[] rest = in.readNBytes(length - 4);
                byte[] message = ByteBuffer.allocate(length).put(head).put(rest).array();
                boolean write = WRITES.contains(command(message));
                if (write) {
                    pending.incrementAndGet();
                    if (left.getAndDecrement() <= 0) {
                        answered();
                        return;
                    }
                    waiting.set(true);
                }
                out.write(message);
                out.flush();
            }
        } catch (IOException e) {
            close(client, server);
        }
    }

    private static String command(byte[] message) {
        int end = FIRST_NAME;
        while (end < message.length && message[end] != 0) {
            end++;
        }
        return end < message.length ? new String(message, FIRST_NAME, end - FIRST_NAME, StandardCharsets.US_ASCII) : "";
    }

    // a server that did not finish would write later, which no kill of a client can do to it
    private void answered() {
        if (pending.decrementAndGet() == 0 && left.get() <= 0) {
            die();
        }
    }

    private void replies(Socket server, Socket client, AtomicBoolean waiting) {
        try {
            InputStream in = server.getInputStream();
            OutputStream out = client.getOutputStream();
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
                if (waiting.getAndSet(false)) {
                    answered();
                }
                if (dead) {
                    return;
                }
                out.write(buffer, 0, read);
                out.flush();
            }
        } catch (IOException e) {
            close(client, server);
        }
    }

    private void die() {
        dead = true;
        close();
    }

    private static void start(Runnable work) {
        var thread = new Thread(work, "dying link");
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Socket... sockets) {
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void close() {
        sockets.forEach(DyingLink::close);
        try {
            listener.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
