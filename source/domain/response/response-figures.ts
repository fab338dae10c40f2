import {shortDuration} from '../../text/duration.js';
import {formatCount, shareOf} from '../../text/count.js';
import {typeablePart} from '../../text/safe-text.js';
import {type Bar, type Figure, type StatisticsReport} from '../find/statistics-report.js';
import {handlerLabel} from '../handler.js';
import {handlerValue} from '../language/complete.js';
import {type OwnerTimes, type ResponseReport} from './response-report.js';
import {type Spread} from './samples.js';

const told = (seconds: number | undefined): string => (seconds === undefined ? '—' : shortDuration(seconds));

/** Its median and, in the place of a share, its 90th percentile. */
const spread = (title: string, {median, p90}: Spread): Figure => ({
	title,
	value: told(median),
	share: told(p90),
});

const share = (title: string, count: number, whole: number): Figure => ({
	title,
	value: formatCount(count),
	share: shareOf(count, whole),
});

const ownerBar = ({owner, response: {median = 0}}: OwnerTimes): Bar => {
	const value = handlerValue(owner);
	return {
		label: handlerLabel(owner),
		count: median,
		told: shortDuration(median),
		// A part of a value would find others, too.
		...(value !== '' && typeablePart(value) === value && {term: ['handler', value] as const}),
	};
};

/** Response times beside the statistics. */
export interface ResponseFigures extends Pick<StatisticsReport, 'figures' | 'sections'> {
	/** Medians and, in the place of shares, 90th percentiles. */
	readonly times: readonly Figure[];
}

/** The report as figures and bars: slowest owners first. */
export const responseFigures = (report: ResponseReport): ResponseFigures => {
	const {asked, answered, missed, firstResponse, response, duration, owners} = report;
	return {
		figures: [share('Answered', answered, asked), share('Missed', missed, asked)],
		times: [
			spread('First response', firstResponse),
			spread('Response', response),
			spread('Duration', duration),
		],
		sections: [
			{
				name: 'response',
				title: 'Response, median, by owner',
				part: 'first',
				bars: owners
					.filter(({response: {count}}) => count > 0)
					.map(owner => ownerBar(owner))
					.toSorted((a, b) => b.count - a.count),
			},
		],
	};
};
