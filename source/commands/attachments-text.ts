import {type FetchReport} from '../exchange/yeastar/fetch-files.js';
import {counted, formatBytes} from '../text/count.js';

/** The outcome in lines; none if there was nothing to fetch. */
export const attachmentsText = ({fetched, size, missing, later}: FetchReport): readonly string[] => [
	...(fetched + missing === 0
		? []
		: [
				`${counted(fetched, 'file')} fetched (${formatBytes(size)})${missing === 0 ? '' : `, ${missing} cannot be had: chatlogs files ID says why`}.`,
			]),
	...(later === undefined ? [] : [`Some files are asked for again by the next sync: the PBX ${later}`]),
];
