import type { NextConfig } from 'next';

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  transpilePackages: ['@fintrack/core', '@fintrack/contract'],
  turbopack: { root: `${import.meta.dirname}/../..` },
  // `npm run check` runs tsc over the whole workspace; a second pass here would only slow the start down.
  typescript: { ignoreBuildErrors: true },
  devIndicators: false,
  experimental: {
    // Bank files and attachments are posted to server actions where JavaScript is off.
    serverActions: { bodySizeLimit: '32mb' },
  },
};

export default config;
