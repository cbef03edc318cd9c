import { type CategoryHue, categoryColor } from './palette.ts';
import type { CategoryKind } from './tree.ts';

export type CategoryTemplateId = 'personal' | 'household' | 'freelancer' | 'small-business';

/** A category of a template with the names below it, which take its kind and colour. */
export interface TemplateCategory {
  readonly name: string;
  readonly kind: CategoryKind;
  /** #rrggbb, one of CATEGORY_COLORS. */
  readonly color: string;
  /** A Lucide icon name. */
  readonly icon: string;
  readonly children: readonly string[];
}

export interface CategoryTemplate {
  readonly id: CategoryTemplateId;
  readonly name: string;
  readonly description: string;
  readonly categories: readonly TemplateCategory[];
}

/** The template of an id. */
export function categoryTemplate(id: CategoryTemplateId): CategoryTemplate {
  return TEMPLATES[id];
}

/** All templates, in the order to offer them. */
export function categoryTemplates(): readonly CategoryTemplate[] {
  return [TEMPLATES.personal, TEMPLATES.household, TEMPLATES.freelancer, TEMPLATES['small-business']];
}

interface Look {
  readonly hue: CategoryHue;
  readonly icon: string;
}

function income(name: string, look: Look, children: readonly string[]): TemplateCategory {
  return { name, kind: 'income', color: categoryColor(look.hue), icon: look.icon, children };
}

function expense(name: string, look: Look, children: readonly string[]): TemplateCategory {
  return { name, kind: 'expense', color: categoryColor(look.hue), icon: look.icon, children };
}

const PERSONAL: readonly TemplateCategory[] = [
  income('Income', { hue: 4, icon: 'wallet' }, [
    'Salary',
    'Bonus',
    'Interest and dividends',
    'Gifts received',
    'Other income',
  ]),
  expense('Housing', { hue: 7, icon: 'house' }, [
    'Rent or mortgage',
    'Electricity and heating',
    'Water and waste',
    'Internet and phone',
    'Repairs',
    'Furniture',
  ]),
  expense('Food', { hue: 9, icon: 'shopping-basket' }, [
    'Groceries',
    'Restaurants',
    'Coffee and snacks',
    'Takeaway',
  ]),
  expense('Transport', { hue: 1, icon: 'car' }, [
    'Fuel',
    'Public transport',
    'Parking and tolls',
    'Car insurance',
    'Car service',
    'Taxi and rental',
  ]),
  expense('Health', { hue: 5, icon: 'heart-pulse' }, [
    'Doctor and dentist',
    'Pharmacy',
    'Health insurance',
    'Sport and fitness',
  ]),
  expense('Shopping', { hue: 8, icon: 'shopping-bag' }, [
    'Clothing and shoes',
    'Electronics',
    'Household goods',
    'Personal care',
  ]),
  expense('Leisure', { hue: 10, icon: 'ticket' }, [
    'Films, music and books',
    'Streaming',
    'Hobbies',
    'Going out',
  ]),
  expense('Travel', { hue: 12, icon: 'plane' }, ['Flights and trains', 'Hotels', 'On the trip']),
  expense('Education', { hue: 3, icon: 'graduation-cap' }, ['Courses', 'Books and material']),
  expense('Gifts and donations', { hue: 6, icon: 'gift' }, ['Presents', 'Donations']),
  expense('Finance', { hue: 11, icon: 'landmark' }, ['Bank fees', 'Loan interest', 'Insurance', 'Taxes']),
  expense('Other', { hue: 2, icon: 'circle-ellipsis' }, ['Cash', 'Unexpected']),
];

const HOUSEHOLD: readonly TemplateCategory[] = [
  income('Income', { hue: 4, icon: 'wallet' }, [
    'Salaries',
    'Child benefit',
    'Interest and dividends',
    'Tax refund',
    'Other income',
  ]),
  expense('Home', { hue: 7, icon: 'house' }, [
    'Rent or mortgage',
    'Property tax',
    'Home insurance',
    'Repairs and garden',
    'Furniture and appliances',
  ]),
  expense('Utilities', { hue: 6, icon: 'plug-zap' }, [
    'Electricity',
    'Heating and gas',
    'Water and waste',
    'Internet and television',
    'Mobile phones',
  ]),
  expense('Food', { hue: 9, icon: 'shopping-basket' }, [
    'Groceries',
    'Eating out',
    'School and work lunches',
  ]),
  expense('Children', { hue: 5, icon: 'baby' }, [
    'Childcare',
    'School',
    'Clothing',
    'Activities and toys',
    'Pocket money',
  ]),
  expense('Transport', { hue: 1, icon: 'car' }, [
    'Fuel and charging',
    'Car insurance and tax',
    'Car service',
    'Public transport',
    'Parking and tolls',
  ]),
  expense('Health', { hue: 8, icon: 'heart-pulse' }, [
    'Doctors and dentists',
    'Pharmacy',
    'Health insurance',
    'Sport',
  ]),
  expense('Shopping', { hue: 12, icon: 'shopping-bag' }, [
    'Clothing and shoes',
    'Household goods',
    'Electronics',
    'Personal care',
  ]),
  expense('Pets', { hue: 2, icon: 'paw-print' }, ['Food', 'Vet', 'Supplies']),
  expense('Leisure and holidays', { hue: 10, icon: 'palmtree' }, [
    'Holidays',
    'Family outings',
    'Streaming and subscriptions',
    'Hobbies',
  ]),
  expense('Gifts and donations', { hue: 3, icon: 'gift' }, [
    'Birthdays',
    'Holidays and celebrations',
    'Donations',
  ]),
  expense('Finance', { hue: 11, icon: 'landmark' }, [
    'Bank fees',
    'Loan interest',
    'Life insurance',
    'Taxes',
  ]),
];

const FREELANCER: readonly TemplateCategory[] = [
  income('Client work', { hue: 4, icon: 'briefcase' }, [
    'Projects',
    'Retainers',
    'Workshops and talks',
    'Expenses charged on',
  ]),
  income('Other income', { hue: 9, icon: 'coins' }, [
    'Royalties and licences',
    'Interest',
    'Grants',
    'Tax refund',
  ]),
  expense('Software and services', { hue: 10, icon: 'app-window' }, [
    'Software',
    'Hosting and domains',
    'Cloud services',
  ]),
  expense('Equipment', { hue: 7, icon: 'laptop' }, ['Computers', 'Phones', 'Furniture', 'Small equipment']),
  expense('Workplace', { hue: 1, icon: 'building' }, [
    'Coworking or office',
    'Home office',
    'Internet and phone',
    'Office supplies',
  ]),
  expense('Travel', { hue: 12, icon: 'plane' }, [
    'Flights and trains',
    'Hotels',
    'Car and mileage',
    'Meals on the way',
  ]),
  expense('Marketing', { hue: 5, icon: 'megaphone' }, ['Advertising', 'Website', 'Events']),
  expense('Professional services', { hue: 3, icon: 'scale' }, ['Accounting', 'Legal', 'Subcontractors']),
  expense('Training', { hue: 8, icon: 'graduation-cap' }, ['Courses and conferences', 'Books']),
  expense('Insurance and pension', { hue: 2, icon: 'shield' }, [
    'Liability insurance',
    'Health insurance',
    'Pension',
  ]),
  expense('Taxes', { hue: 11, icon: 'landmark' }, ['Income tax', 'Value added tax', 'Social contributions']),
  expense('Fees', { hue: 6, icon: 'receipt' }, ['Bank fees', 'Payment processing', 'Membership fees']),
];

const SMALL_BUSINESS: readonly TemplateCategory[] = [
  income('Sales', { hue: 4, icon: 'store' }, ['Products', 'Services', 'Online sales', 'Shipping charged']),
  income('Other income', { hue: 9, icon: 'coins' }, [
    'Interest',
    'Grants and subsidies',
    'Rent received',
    'Sale of equipment',
  ]),
  expense('Cost of goods sold', { hue: 2, icon: 'package' }, [
    'Goods and materials',
    'Packaging',
    'Inbound freight',
    'Subcontractors',
  ]),
  expense('Staff', { hue: 5, icon: 'users' }, [
    'Wages and salaries',
    'Payroll taxes',
    'Benefits',
    'Training',
    'Recruiting',
  ]),
  expense('Premises', { hue: 7, icon: 'building-2' }, [
    'Rent',
    'Electricity and heating',
    'Cleaning',
    'Repairs',
    'Property insurance',
  ]),
  expense('Marketing', { hue: 8, icon: 'megaphone' }, [
    'Advertising',
    'Website and shop',
    'Trade fairs',
    'Printed matter',
  ]),
  expense('Office and technology', { hue: 10, icon: 'monitor' }, [
    'Software',
    'Hardware',
    'Phone and internet',
    'Office supplies',
    'Postage',
  ]),
  expense('Vehicles and travel', { hue: 1, icon: 'truck' }, [
    'Fuel',
    'Vehicle leasing',
    'Vehicle insurance and tax',
    'Business travel',
    'Delivery',
  ]),
  expense('Professional services', { hue: 3, icon: 'scale' }, [
    'Accounting and audit',
    'Legal',
    'Consulting',
  ]),
  expense('Insurance', { hue: 12, icon: 'shield' }, ['Liability', 'Business interruption', 'Cyber']),
  expense('Bank and finance', { hue: 6, icon: 'landmark' }, [
    'Bank fees',
    'Card processing',
    'Loan interest',
    'Exchange differences',
  ]),
  expense('Taxes and duties', { hue: 11, icon: 'receipt' }, [
    'Corporate tax',
    'Value added tax',
    'Customs',
    'Permits and licences',
  ]),
];

const TEMPLATES: Readonly<Record<CategoryTemplateId, CategoryTemplate>> = {
  personal: {
    id: 'personal',
    name: 'Personal',
    description: 'One person: salary, housing, food, transport and the rest of life.',
    categories: PERSONAL,
  },
  household: {
    id: 'household',
    name: 'Household',
    description: 'A couple or family that shares its money: home, utilities, children, pets.',
    categories: HOUSEHOLD,
  },
  freelancer: {
    id: 'freelancer',
    name: 'Freelancer',
    description: 'Client work on your own: income by kind, and the costs a tax return asks for.',
    categories: FREELANCER,
  },
  'small-business': {
    id: 'small-business',
    name: 'Small business',
    description: 'A company with goods, staff and premises, in the order of an income statement.',
    categories: SMALL_BUSINESS,
  },
};
