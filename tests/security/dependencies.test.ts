import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string) => readFileSync(`${root}/${path}`, 'utf8');

const Versions = z.record(z.string(), z.string()).default({});
const Manifest = z.object({
  dependencies: Versions,
  devDependencies: Versions,
  allowScripts: z.record(z.string(), z.boolean()),
});
const Locked = z.object({
  resolved: z.string().optional(),
  integrity: z.string().optional(),
  inBundle: z.boolean().default(false),
  hasInstallScript: z.boolean().default(false),
  dev: z.boolean().default(false),
});
const manifest = Manifest.parse(JSON.parse(read('package.json')));
const { '': _, ...locked } = z
  .object({ lockfileVersion: z.literal(3), packages: z.record(z.string(), Locked) })
  .parse(JSON.parse(read('package-lock.json'))).packages;

describe('what others wrote and we run', () => {
  it('is named by one version each', () => {
    const ranges = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version),
    );
    expect(ranges).toEqual([]);
  });

  it('is what the lockfile has the hash of, and comes from nowhere but a registry', () => {
    const own = Object.entries(locked).filter(([, { inBundle }]) => !inBundle);
    expect(own.length).toBeGreaterThan(300);
    expect(own.filter(([, { integrity }]) => !integrity?.startsWith('sha512-'))).toEqual([]);
    // Left out: from the registry that npm is set to. No git, no file, no plain HTTP.
    const places = own.flatMap(([, { resolved }]) => (resolved ? [new URL(resolved).origin] : []));
    expect(places.filter((place) => !place.startsWith('https:'))).toEqual([]);
    expect(new Set(places).size).toBeLessThanOrEqual(1);
  });

  it('runs no script when it is installed, unless it is named', () => {
    const names = Object.entries(locked).flatMap(([path, { hasInstallScript }]) =>
      hasInstallScript ? [path.replace(/^.*node_modules\//, '')] : [],
    );
    expect(names.filter((name) => !(name in manifest.allowScripts) && name !== 'fsevents')).toEqual([]);
  });

  it('is looked up among known flaws, and listed, before a release', () => {
    const release = read('.github/workflows/release.yml');
    for (const step of ['npm audit --audit-level=high', 'npm audit signatures', 'npm sbom', '--provenance'])
      expect(release).toContain(step);
  });
});
