import {type ExportFormat} from '../domain/export-format.js';
import {type CsvStyle, rawCsv, tableStyle} from '../exchange/export/csv.js';
import {excelCsv} from '../exchange/export/excel-csv.js';
import {type Context, type Flags} from './command.js';

/** The flag for the program that will read the CSV. */
export const forFlag = {
	for: {
		type: 'string',
		value: 'excel',
		choices: ['excel'],
		explanation:
			'CSV that Excel opens as it is: with a byte order mark, the separator of your locale (LC_ALL, LC_NUMERIC, LANG), and a formula such as ="0012" for numbers that Excel would alter (leading zeros, a +, more than 11 digits); leave it out for other programs',
	},
} as const satisfies Flags;

interface Wanted {
	/** CSV if it is missing. */
	readonly format?: ExportFormat | undefined;
	readonly raw?: boolean | undefined;
	readonly for?: 'excel' | undefined;
}

/** The style of a table that the flags ask for. */
export const csvStyleOf = (
	{raw, for: reader, format = 'csv'}: Wanted,
	{environment}: Pick<Context, 'environment'>,
): CsvStyle => (raw ? rawCsv : reader === 'excel' ? excelCsv(environment) : tableStyle(format));
