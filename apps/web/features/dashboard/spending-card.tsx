import { Card } from '@/components/card.tsx';
import { RankedBars } from '@/components/charts/ranked-bars.tsx';
import { EmptyState } from '@/components/empty-state.tsx';
import { categoryHue } from '@/lib/hue.ts';
import { monthName, shiftMonth } from '@/lib/month.ts';
import { transactionsHref } from '@/lib/transactions-href.ts';
import type { DashboardView } from './load-dashboard.ts';

export function SpendingCard({ summary, month, locale }: DashboardView) {
  const { spendingByCategory, baseCurrency } = summary;
  const period = { from: month.from, to: month.to };
  return (
    <Card title="Spending">
      {spendingByCategory.length === 0 ? (
        <EmptyState sentence={`Nothing was spent in ${monthName(month.id, locale)}.`} />
      ) : (
        <RankedBars
          title="By category"
          currency={baseCurrency}
          locale={locale}
          previousLabel={monthName(shiftMonth(month, -1).id, locale)}
          bars={spendingByCategory.map(({ categoryId, name, color, amount, previousAmount }) => ({
            label: categoryId === null ? 'Uncategorised' : name,
            value: amount,
            previous: previousAmount,
            hue: categoryId === null ? undefined : categoryHue({ color, name }),
            href: transactionsHref(
              categoryId === null ? { ...period, uncategorised: true } : { ...period, categoryId },
            ),
          }))}
        />
      )}
    </Card>
  );
}
