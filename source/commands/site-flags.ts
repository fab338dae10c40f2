import {siteColors} from '../domain/site.js';
import {type Context, type Flags} from './command.js';

export const siteFlags = {
	from: {
		type: 'string',
		value: 'FILE',
		explanation: 'add many: a NAME and the DIR of its store on each line',
	},
	label: {type: 'string', value: 'WORD', explanation: 'the word that is shown in the place of the name'},
	color: {
		type: 'string',
		value: 'COLOR',
		choices: [...siteColors, 'none'],
		explanation: 'the colour beside the label: cyan, green, yellow, red or none',
	},
	tag: {type: 'string', value: 'T', isMultiple: true, explanation: 'put the site among those with that tag'},
	untag: {type: 'string', value: 'T', isMultiple: true, explanation: 'take it out of them'},
	readOnly: {
		type: 'string',
		value: 'on|off',
		choices: ['on', 'off'],
		explanation: 'whether nothing in the store changes, whoever works with it and by whatever name',
	},
} as const satisfies Flags;

export type SiteContext = Context<typeof siteFlags>;
