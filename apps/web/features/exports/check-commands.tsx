import styles from './exports.module.css';

const PROGRAMS: readonly { name: string; check: string; balances: string }[] = [
  {
    name: 'hledger',
    check: 'hledger -f fintrack.journal check --strict',
    balances: 'hledger -f fintrack.journal balancesheet',
  },
  {
    name: 'beancount',
    check: 'bean-check fintrack.beancount',
    balances:
      'bean-query fintrack.beancount "SELECT account, sum(position) WHERE account ~ \'^(Assets|Liabilities)\' GROUP BY account ORDER BY account"',
  },
];

/** Two commands a program: does it add up, and what does each account hold. */
export function CheckCommands() {
  return PROGRAMS.map(({ name, check, balances }) => (
    <div key={name} className={styles.program}>
      <h3>With {name}</h3>
      <p>Does every entry add up, and every balance agree with the bank? Nothing is said when all is well.</p>
      <Command text={check} />
      <p>What does each account hold?</p>
      <Command text={balances} />
    </div>
  ));
}

function Command({ text }: { text: string }) {
  return (
    <pre className={styles.command}>
      <code>{text}</code>
    </pre>
  );
}
