import {visibleText} from '../../text/safe-text.js';
import {type CsvStyle, inertCell, plainCsv} from './csv.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** The person's locale for numbers, as POSIX has it: `de_DE.UTF-8` is `de-DE`. */
const numericLocale = ({LC_ALL, LC_NUMERIC, LANG}: Environment): string => {
	const name = [LC_ALL, LC_NUMERIC, LANG, 'C']
		.find(Boolean)!
		.replace(/[.@].*$/, '')
		.replaceAll('_', '-');
	return /^(?:C|POSIX)$/.test(name) ? 'en' : name;
};

const decimalSign = (locale: string): string | undefined => {
	try {
		const parts = new Intl.NumberFormat([locale, 'en']).formatToParts(1.5);
		return parts.find(({type}) => type === 'decimal')?.value;
	} catch {
		// No locale at all.
		return undefined;
	}
};

/** Texts that Excel reads as a number, a date or a time, whatever its locale. */
const numeric = /^(?=.*\d)[\d\s.,:/()+\-−%eE$€£¥']+$/u;
/** Numbers that look the same afterwards. Excel keeps 15 digits, and shows powers of ten from 12 digits on. */
const certain = /^(?:0|[1-9]\d{0,10})$/;
/** Characters that a text inside a formula may have. */
const textLimit = 255;

/**
The text so that Excel shows it as it is. An apostrophe before a number would be visible, and without anything it
loses zeros, its `+` or digits. As the formula `="0012"` it is a text, with nothing in it to calculate.
*/
const excelCell = (text: string): string => {
	const visible = visibleText(text);
	const isNumeric = numeric.test(visible.normalize('NFKC')) && !certain.test(visible);
	return isNumeric && visible.length <= textLimit ? `="${visible}"` : inertCell(visible);
};

/**
As Excel opens it by a double click: in UTF-8 only behind a byte order mark, and with the list separator that goes
with the decimal sign of the person's locale.
*/
export const excelCsv = (environment: Environment): CsvStyle => ({
	...plainCsv,
	start: '\uFEFF',
	separator: decimalSign(numericLocale(environment)) === ',' ? ';' : ',',
	cell: excelCell,
});
