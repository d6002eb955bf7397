package org.zhaoku.gateway.drill;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A TCP link that can be cut: bytes stop in both directions and nobody is told, as when a cable is pulled. */
final class Link implements AutoCloseable {
    private static final int BUFFER = 16 * 1024;

    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        var thread = new Thread(task, "link");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Object gate = new Object();
    private final ServerSocket server;
    private final int target;
    private boolean cut;

    /** @param target port on 127.0.0.1 to which it leads */
    Link(int target) {
        this.target = target;
        try {
            this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    void cut() {
        synchronized (gate) {
            cut = true;
        }
    }

    /** What was on its way when it was cut arrives now. */
    void heal() {
        synchronized (gate) {
            cut = false;
            gate.notifyAll();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket near = server.accept();
                sockets.add(near);
                threads.execute(() -> connect(near));
            } catch (IOException e) {
                // closed: the loop ends
            }
        }
    }

    private void connect(Socket near) {
        try {
            passable();
            var far = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.add(far);
            threads.execute(() -> pump(far, near));
            pump(near, far);
        } catch (IOException e) {
            // nobody listens there: the near side learns it as it would without the link
            close(near);
        }
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                passable();
                out.write(buffer, 0, length);
            }
            passable();
        } catch (IOException e) {
            // one end is gone: so is the other, below
        } finally {
            close(from);
            close(to);
        }
    }

    private void passable() throws IOException {
        synchronized (gate) {
            while (cut) {
                try {
                    gate.wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IOException("the link is closed", e);
                }
            }
        }
    }

    private void close(Socket socket) {
        sockets.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        heal();
        sockets.forEach(this::close);
        threads.shutdownNow();
    }
}
