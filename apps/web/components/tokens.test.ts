import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

type Theme = 'light' | 'dark';
type Rgb = readonly [number, number, number];

const THEMES: readonly Theme[] = ['light', 'dark'];
const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
const tokens = new Map(
  [...css.matchAll(/--([\w-]+):\s*light-dark\((#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\)/gu)].map(
    ([, name, light, dark]) => [name ?? '', { light: parseHex(light ?? ''), dark: parseHex(dark ?? '') }],
  ),
);

const PAPER = ['surface', 'raised', 'sunken'];
const CATEGORIES = Array.from({ length: 12 }, (_, index) => `category-${index + 1}`);

/** Text and what it stands on. */
const TEXT_PAIRS: readonly (readonly [string, readonly string[]])[] = [
  ['ink', [...PAPER, 'hover', 'accent-soft', 'warning-soft', 'danger-soft']],
  ['muted', [...PAPER, 'hover', 'accent-soft', 'warning-soft', 'danger-soft']],
  ['accent', [...PAPER, 'hover', 'accent-soft']],
  ['positive', [...PAPER, 'hover', 'accent-soft']],
  ['negative', [...PAPER, 'hover', 'accent-soft']],
  ['warning', [...PAPER, 'hover', 'warning-soft']],
  ['danger', [...PAPER, 'hover', 'danger-soft']],
  ['accent-ink', ['accent', 'accent-strong']],
  ['surface', ['ink']],
];

/** Control boundaries, focus rings and chart marks. */
const MARKS = [
  'control',
  'accent',
  'danger',
  'warning',
  'chart-line',
  'chart-in',
  'chart-out',
  ...CATEGORIES,
];

describe('contrast', () => {
  it('finds every colour in the file', () => {
    expect(tokens.size).toBe(35);
  });

  describe.each(THEMES)('%s', (theme) => {
    it.each(TEXT_PAIRS)('text in %s reaches 4.5 on %j', (text, backgrounds) => {
      for (const background of backgrounds) {
        expect(contrast(colour(text, theme), colour(background, theme)), background).toBeGreaterThanOrEqual(
          4.5,
        );
      }
    });

    it('large text in faint reaches 3 on the surface and on what is raised', () => {
      for (const paper of ['surface', 'raised']) {
        expect(contrast(colour('faint', theme), colour(paper, theme)), paper).toBeGreaterThanOrEqual(3);
      }
    });

    it.each(MARKS)('marks in %s reach 3 on every paper', (mark) => {
      for (const paper of PAPER) {
        expect(contrast(colour(mark, theme), colour(paper, theme)), paper).toBeGreaterThanOrEqual(3);
      }
    });

    it('categories stay apart for colour-blind readers', () => {
      for (const [vision, matrix] of Object.entries(VISIONS)) {
        const seen = CATEGORIES.map((name) => toOklab(simulate(colour(name, theme), matrix)));
        seen.forEach((left, index) => {
          for (const right of seen.slice(index + 1)) {
            const distance = Math.hypot(left[0] - right[0], left[1] - right[1], left[2] - right[2]);
            expect(distance, `${vision}: category ${index + 1}`).toBeGreaterThanOrEqual(0.06);
          }
        });
      }
    });
  });
});

function colour(name: string, theme: Theme): Rgb {
  const token = tokens.get(name);
  if (!token) throw new Error(`tokens.css has no --${name}`);
  return token[theme];
}

/** Linear-light sRGB, 0 to 1. */
function parseHex(hex: string): Rgb {
  const channel = (start: number): number => {
    const value = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

/** WCAG 2.2 contrast ratio. */
function contrast(left: Rgb, right: Rgb): number {
  const [high, low] = [luminance(left), luminance(right)].sort((a, b) => b - a);
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
}

function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

type Matrix = readonly [Rgb, Rgb, Rgb];

/** Full dichromacy. Source: Machado, Oliveira and Fernandes 2009, severity 1.0. */
const VISIONS: Readonly<Record<string, Matrix>> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

function simulate(seen: Rgb, matrix: Matrix): Rgb {
  const row = (weights: Rgb): number => Math.min(1, Math.max(0, dot(weights, seen)));
  return [row(matrix[0]), row(matrix[1]), row(matrix[2])];
}

function dot(left: Rgb, right: Rgb): number {
  return left[0] * right[0] + left[1] * right[1] + left[2] * right[2];
}

/** Source: Björn Ottosson, "A perceptual color space for image processing". */
function toOklab(linear: Rgb): Rgb {
  const long = Math.cbrt(dot([0.4122214708, 0.5363325363, 0.0514459929], linear));
  const medium = Math.cbrt(dot([0.2119034982, 0.6806995451, 0.1073969566], linear));
  const short = Math.cbrt(dot([0.0883024619, 0.2817188376, 0.6299787005], linear));
  const cone: Rgb = [long, medium, short];
  return [
    dot([0.2104542553, 0.793617785, -0.0040720468], cone),
    dot([1.9779984951, -2.428592205, 0.4505937099], cone),
    dot([0.0259040371, 0.7827717662, -0.808675766], cone),
  ];
}
