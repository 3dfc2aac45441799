import { Link } from './location.tsx';

type Props = {
  /** What is chosen here, for screen readers. */
  name: string;
  choices: readonly { value: string; name: string }[];
  chosen: string;
  linkTo(value: string): string;
};

/** One of a few, as links: the choice is in the address. */
export function Choice({ name, choices, chosen, linkTo }: Props) {
  return (
    <nav className="choice" aria-label={name}>
      {choices.map((choice) => (
        <Link
          key={choice.value}
          href={linkTo(choice.value)}
          keepPlace
          aria-current={choice.value === chosen ? 'true' : undefined}
        >
          {choice.name}
        </Link>
      ))}
    </nav>
  );
}
