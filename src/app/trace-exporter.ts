import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Context, ROOT_CONTEXT, SpanStatusCode, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { version } from '../version.ts';
import type { Onlooker, StepPlace } from './steps.ts';

/** A collector that is away loses traces, never work; the end of the process does not wait longer for it. */
const longestMs = 3_000;

/**
 * Steps as OpenTelemetry spans, sent to a collector over OTLP/HTTP in batches. All steps of a run are one trace, in
 * whatever process they were done: its id comes from the run's.
 *
 * @param endpoint as OTEL_EXPORTER_OTLP_ENDPOINT names it, without "/v1/traces"
 */
export function openTraces(endpoint: string): Onlooker {
  let run: string | undefined;
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'wellspring', 'service.version': version }),
    idGenerator: {
      // Asked while a span begins that is part of no other one.
      generateTraceId: () => (run === undefined ? randomBytes(16).toString('hex') : traceIdOf(run)),
      generateSpanId: () => randomBytes(8).toString('hex'),
    },
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: new OTLPTraceExporter({
          url: `${endpoint.replace(/\/+$/, '')}/v1/traces`,
          timeoutMillis: longestMs,
        }),
        exportTimeoutMillis: longestMs,
        scheduledDelayMillis: 1_000,
      }),
    ],
  });
  const tracer = provider.getTracer('wellspring', version);
  return {
    began(name, place, within) {
      run = place.run;
      const outer = isContext(within) ? within : ROOT_CONTEXT;
      const span = tracer.startSpan(name, { attributes: attributesOf(place) }, outer);
      return {
        handle: trace.setSpan(outer, span),
        ended(facts, error) {
          for (const [fact, value] of Object.entries(facts)) span.setAttribute(`wellspring.${fact}`, value);
          if (error !== null) {
            const told = error instanceof Error ? error : new Error(String(error));
            span.recordException(told);
            span.setStatus({ code: SpanStatusCode.ERROR, message: told.message });
          }
          span.end();
        },
      };
    },
    async close() {
      await Promise.race([
        provider.shutdown().catch(() => undefined),
        sleep(longestMs, null, { ref: false }),
      ]);
    },
  };
}

export const traceIdOf = (runId: string): string =>
  createHash('sha256').update(runId).digest('hex').slice(0, 32);

function attributesOf({ run, host, urlId }: StepPlace): Record<string, string> {
  return {
    ...(run === undefined ? {} : { 'wellspring.run': run }),
    ...(host === undefined ? {} : { 'server.address': host }),
    ...(urlId === undefined ? {} : { 'wellspring.url_id': urlId }),
  };
}

function isContext(value: unknown): value is Context {
  return typeof value === 'object' && value !== null && 'getValue' in value;
}
