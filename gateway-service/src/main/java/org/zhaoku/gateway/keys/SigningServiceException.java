package org.zhaoku.gateway.keys;

/** The signing service did not do what it was asked for. The message says nothing of what was to be signed. */
public final class SigningServiceException extends RuntimeException {
    private final String code;

    private SigningServiceException(String code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    private SigningServiceException(String code, String message) {
        super(message);
        this.code = code;
    }

    static SigningServiceException unreachable(Throwable cause) {
        return new SigningServiceException(
                "SIGNER_UNREACHABLE",
                "the signing service did not answer, or not in time; look at its address, its state and the TLS"
                        + " certificates of both sides",
                cause);
    }

    static SigningServiceException busy(int status) {
        return new SigningServiceException("SIGNER_UNREACHABLE", "the signing service answered " + status);
    }

    static SigningServiceException refused(int status) {
        return new SigningServiceException(
                "SIGNER_REFUSED",
                "the signing service answered " + status
                        + "; look at what this gateway's certificate may do there, and at zhaoku.keys.remote.url");
    }

    static SigningServiceException wrongAnswer(String what) {
        return new SigningServiceException("SIGNER_ANSWER_WRONG", "the signing service's answer is wrong: " + what);
    }

    static SigningServiceException wrongAnswer(String what, Throwable cause) {
        return new SigningServiceException(
                "SIGNER_ANSWER_WRONG", "the signing service's answer is wrong: " + what, cause);
    }

    static SigningServiceException wrongSignature(String key) {
        return new SigningServiceException(
                "SIGNATURE_WRONG",
                "the signing service's signature is not that of its key " + key
                        + "; it was not used. Look at what the service signs with, and whether zhaoku.keys.remote.input"
                        + " is what it expects");
    }

    /** {@code SIGNER_UNREACHABLE}, {@code SIGNER_REFUSED}, {@code SIGNER_ANSWER_WRONG} or {@code SIGNATURE_WRONG}. */
    public String code() {
        return code;
    }
}
