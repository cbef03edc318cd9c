import { health, listImportProfiles, listSessions } from '@fintrack/contract';
import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import Link from 'next/link';
import { Button } from '@/components/button.tsx';
import { PageBoundary } from '@/components/page-boundary.tsx';
import { PageHeader } from '@/components/page-header.tsx';
import { Section } from '@/components/section.tsx';
import { signOutEverywhere } from '@/features/identity/actions.ts';
import { AppearanceForm } from '@/features/settings/appearance-form.tsx';
import { DeviceList } from '@/features/settings/device-list.tsx';
import { ProfileList } from '@/features/settings/profile-list.tsx';
import styles from '@/features/settings/settings.module.css';
import { SettingsSkeleton } from '@/features/settings/settings-skeleton.tsx';
import { tenantChoices } from '@/features/settings/tenant-choices.ts';
import { TenantForm } from '@/features/settings/tenant-form.tsx';
import { YouForm } from '@/features/settings/you-form.tsx';
import { serverApi } from '@/lib/api/server-api.ts';
import { momentFormatter } from '@/lib/format-moment.ts';
import { pageSession } from '@/lib/session.ts';
import { parseTheme, THEME_COOKIE } from '@/lib/theme.ts';

export const metadata: Metadata = { title: 'Settings' };

const TENANT_TITLES = { PERSONAL: 'Your books', HOUSEHOLD: 'Household', BUSINESS: 'Business' } as const;

export default function SettingsPage() {
  return (
    <PageBoundary skeleton={<SettingsSkeleton />}>
      <SettingsContent />
    </PageBoundary>
  );
}

async function SettingsContent() {
  const api = await serverApi();
  const [{ settings, canManage, locale, timezone }, devices, profiles, about, store] = await Promise.all([
    pageSession(),
    api.call(listSessions, {}),
    api.call(listImportProfiles, {}),
    api.call(health, {}),
    cookies(),
  ]);
  const formatMoment = momentFormatter({ locale, timezone });
  return (
    <>
      <PageHeader title="Settings" />
      <div className={styles.page}>
        <Section
          title={TENANT_TITLES[settings.type]}
          description={canManage ? undefined : 'Only an owner or an admin may change these.'}
        >
          <TenantForm settings={settings} choices={tenantChoices(settings)} canManage={canManage} />
        </Section>
        <Section title="You">
          <YouForm settings={settings} />
        </Section>
        <Section title="Appearance" description="For this browser.">
          <AppearanceForm theme={parseTheme(store.get(THEME_COOKIE)?.value)} />
        </Section>
        <Section title="Devices" description="Where you are signed in.">
          <DeviceList devices={devices.data} formatMoment={formatMoment} />
          <form action={signOutEverywhere}>
            <Button type="submit" look="danger">
              Sign out everywhere
            </Button>
          </form>
        </Section>
        <Section
          title="Remembered bank files"
          description="How each bank’s files are read, so that you say it once."
        >
          <ProfileList profiles={profiles.data} formatMoment={formatMoment} />
        </Section>
        <Section title="About" description={`FinTrack ${about.data.version}`}>
          <p className={styles.links}>
            <Link href="/history">History of changes</Link>
            <Link href="/trash">Trash</Link>
            <Link href="/categories/review">Categories to review</Link>
            <Link href="/categories/accuracy">Categories set by themselves</Link>
            {canManage ? <Link href="/audit">Audit log</Link> : null}
            <Link href="/export">Export the books</Link>
            <a href="/api/docs" target="_blank" rel="noreferrer">
              Description of the API
            </a>
          </p>
        </Section>
      </div>
    </>
  );
}
