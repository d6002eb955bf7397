package org.zhaoku.chaincode.ledger;

/** Why a call was refused. The names are stable: programs compare them, and they are not reused. */
public enum ErrorCode {
    /** No such function. */
    FUNCTION_UNKNOWN,
    /** Not one argument, or one that cannot be read. */
    ARGUMENT_MALFORMED,
    /** The submitter's region has not given it the role that this takes. */
    ROLE_MISSING,
    /** What was signed names another network. */
    SIGNER_NETWORK_WRONG,
    /** The signing department is another region's. */
    SIGNER_REGION_WRONG,
    /** The signing department has no key with this kid. */
    SIGNER_KEY_UNKNOWN,
    /** The signing key is retired. */
    SIGNER_KEY_RETIRED,
    /** The signing key is distrusted. */
    SIGNER_KEY_DISTRUSTED,
    /** The signature is not the named key's. */
    SIGNER_SIGNATURE_WRONG,
    /** The department is not registered. */
    REGISTRY_DEPARTMENT_UNKNOWN,
    /** The department is registered with another name or by another region. */
    REGISTRY_DEPARTMENT_TAKEN,
    /** Only the region that registered the department may do this. */
    REGISTRY_NOT_OWN_REGION,
    /** The proof of possession is not the key's own for this department, certificate and network. */
    REGISTRY_PROOF_WRONG,
    /** The kid belongs to another certificate or department. */
    REGISTRY_KID_TAKEN,
    /** The department has no such key. */
    REGISTRY_KEY_UNKNOWN,
    /** The key was retired, and there is no way back. */
    REGISTRY_KEY_RETIRED,
    /** The key is distrusted, and there is no way back. */
    REGISTRY_KEY_DISTRUSTED,
    /** The position from which a key is distrusted may only move earlier. */
    REGISTRY_DISTRUST_LATER,
    /** The header names another network. */
    BATCH_NETWORK_WRONG,
    /** The header's region, the department's and the caller's are not one. */
    BATCH_REGION_WRONG,
    /** The department has no key with the header's kid. */
    BATCH_KEY_UNKNOWN,
    /** The key that signed the header is retired. */
    BATCH_KEY_RETIRED,
    /** The key that signed the header is distrusted. */
    BATCH_KEY_DISTRUSTED,
    /** The header's signature is not the named key's. */
    BATCH_SIGNATURE_WRONG,
    /** The department has no right to a type of the header. */
    BATCH_TYPE_NOT_AUTHORISED,
    /** The reason of a change of state does not allow its move. */
    STATUS_MOVE_FORBIDDEN,
    /** The batch that is named is not anchored. */
    STATUS_BATCH_UNKNOWN,
    /** The batch that is named is another department's. */
    STATUS_NOT_ISSUER,
    /** The path does not lead from the statement to the batch's root. */
    STATUS_PATH_WRONG,
    /** The change is not the next one of its licence. */
    STATUS_SEQUENCE_WRONG,
    /** Another change with this number is recorded. */
    STATUS_CONFLICT,
    /** The licence is in another state than the change says. */
    STATUS_FROM_WRONG,
    /** The mark is there already, or there is none to take away. */
    STATUS_MARK_WRONG,
    /** The new statement continues another licence. */
    STATUS_BOUND,
    /** The licence was not let go to this department. */
    STATUS_PREDECESSOR_WRONG,
    /** The licence was taken in before. */
    STATUS_PREDECESSOR_TAKEN,
    /** Of a batch and its changes some are recorded and some are not. */
    STATUS_RENEWAL_MIXED,
    /** The proof of possession is not the key's own for this region, use and network. */
    REGION_PROOF_WRONG,
    /** The kid is another region's or a department's. */
    REGION_KID_TAKEN,
    /** The entry is not the next version of the region's entry. */
    REGION_VERSION_WRONG,
    /** The version is not the next one of its type. */
    CATALOGUE_VERSION_WRONG,
    /** The version is published with another definition. */
    CATALOGUE_VERSION_TAKEN,
    /** The type is another region's. */
    CATALOGUE_NOT_PUBLISHER,
    /** This party may not take this step. */
    AGREEMENT_NOT_PARTY,
    /** The agreement is not where this step begins. */
    AGREEMENT_STEP_WRONG,
    /** What is not shared cannot be agreed. */
    AGREEMENT_NOT_SHARED,
    /** The entry is not the next one of the region's access log. */
    LOG_SEQUENCE_WRONG,
    /** Another root with this number is recorded. */
    LOG_TAKEN,
    /** The log is smaller or its period earlier than the one before. */
    LOG_GOES_BACK,
    /** A fault in here; the peer's chaincode log says where. */
    INTERNAL
}
