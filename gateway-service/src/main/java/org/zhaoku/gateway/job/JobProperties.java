package org.zhaoku.gateway.job;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Bulk jobs.
 *
 * @param maxUpload bytes of a file
 * @param maxWorkbook bytes of an XLSX file, which is held in memory while it is read
 * @param maxRows rows of a file
 * @param atOnce jobs that this gateway works on at once
 * @param lease how long a gateway that is silent keeps a job from the others
 * @param sweep how often jobs are looked for that nobody works on, and what is to be deleted
 * @param keepResults how long the results of a job are kept after its end
 */
@Validated
@ConfigurationProperties("zhaoku.jobs")
record JobProperties(
        @DefaultValue("256MB") DataSize maxUpload,
        @DefaultValue("16MB") DataSize maxWorkbook,
        @DefaultValue("1000000") @Min(1) @Max(10_000_000) int maxRows,
        @DefaultValue("2") @Min(1) @Max(16) int atOnce,
        @DefaultValue("30s") Duration lease,
        @DefaultValue("10s") Duration sweep,
        @DefaultValue("30d") Duration keepResults) {}
