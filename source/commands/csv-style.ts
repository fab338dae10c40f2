import {type CsvStyle, plainCsv, rawCsv} from '../exchange/export/csv.js';
import {excelCsv} from '../exchange/export/excel-csv.js';
import {type Context, type Flags} from './command.js';

/** The reader of the CSV. */
export const forFlag = {
	for: {
		type: 'string',
		value: 'excel',
		choices: ['excel'],
		explanation:
			'CSV that Excel opens as it is: with a byte order mark, the separator of your locale (LC_ALL, LC_NUMERIC, LANG), and a formula such as ="0012" for numbers that it would alter: with leading zeros, a +, or more than 11 digits; other programs want it without',
	},
} as const satisfies Flags;

interface Wanted {
	readonly raw?: boolean | undefined;
	readonly for?: 'excel' | undefined;
}

/** How CSV is written, as the flags say. */
export const csvStyleOf = (
	{raw, for: reader}: Wanted,
	{environment}: Pick<Context, 'environment'>,
): CsvStyle => (raw ? rawCsv : reader === 'excel' ? excelCsv(environment) : plainCsv);
