package org.zhaoku.gateway.job;

import io.swagger.v3.oas.annotations.media.Schema;

/** What kind of file was uploaded. */
@Schema(name = "TableFormat")
enum TableFormat {
    CSV,
    XLSX
}
