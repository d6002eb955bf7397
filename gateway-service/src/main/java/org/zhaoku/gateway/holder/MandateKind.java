package org.zhaoku.gateway.holder;

/** By what right somebody acts for a holder. */
public enum MandateKind {
    /** 法定代表人: a person for an organisation. */
    LEGAL_REPRESENTATIVE,
    /** 监护人: for a person who cannot act. */
    GUARDIAN,
    /** 委托代理人: whom the holder has authorised. */
    AGENT;

    /** Whether somebody with such a code may have another act for them by this right; one without a code may not. */
    boolean fits(Holder principal, Holder agent) {
        boolean organisation =
                principal.code().stream().anyMatch(code -> code.type().isOrganisation());
        boolean forPerson = agent.code().stream().noneMatch(code -> code.type().isOrganisation());
        return switch (this) {
            case LEGAL_REPRESENTATIVE -> organisation && forPerson;
            case GUARDIAN -> !organisation;
            case AGENT -> true;
        };
    }
}
