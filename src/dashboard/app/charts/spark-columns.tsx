/** A row of tiny columns, a value each; null: nothing is known. For the eye only: the words say what it shows. */
export function SparkColumns({ values, words }: { values: readonly (number | null)[]; words: string }) {
  const most = Math.max(1, ...values.map((value) => value ?? 0));
  const [width, height, step] = [120, 26, 120 / Math.max(1, values.length)];
  return (
    <svg
      className="spark"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={words}
      preserveAspectRatio="none"
    >
      <title>{words}</title>
      {values.map((value, i) => {
        const size = value ? Math.max(2, ((height - 2) * value) / most) : 0;
        // biome-ignore lint/suspicious/noArrayIndexKey: the place is what a column stands for
        return <rect key={i} x={i * step} width={Math.max(1, step - 1)} y={height - size} height={size} />;
      })}
    </svg>
  );
}
