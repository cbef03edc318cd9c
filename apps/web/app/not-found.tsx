import { EmptyState } from '@/components/empty-state.tsx';
import { LinkButton } from '@/components/link-button.tsx';
import { VisuallyHidden } from '@/components/visually-hidden.tsx';

export default function NotFound() {
  return (
    <main>
      <h1>
        <VisuallyHidden>Not found</VisuallyHidden>
      </h1>
      <EmptyState
        sentence="There is no such page, or it belongs to another account than the one you are signed in to."
        action={<LinkButton href="/">Go to the start</LinkButton>}
      />
    </main>
  );
}
