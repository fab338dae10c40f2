import {type ReactElement} from 'react';
import {type App} from '../../actions/app.js';
import {type Size} from '../../state/size.js';
import {Changes, OneChange} from './changes.js';
import {CodePoints} from './code-points.js';
import {Columns} from './columns.js';
import {Confirmation} from './confirmation.js';
import {Delivery} from './delivery.js';
import {Destination} from './destination.js';
import {Erasure} from './erasure.js';
import {Export} from './export.js';
import {FilterForm} from './filter-form.js';
import {Help} from './help.js';
import {Holds} from './holds.js';
import {Jobs} from './jobs.js';
import {Joint} from './joint.js';
import {JointConfirmation} from './joint-confirmation.js';
import {JointUndo} from './joint-undo.js';
import {Narrow} from './narrow.js';
import {Orphans} from './orphans.js';
import {Policy} from './policy.js';
import {Question} from './question.js';
import {Sites} from './sites.js';
import {Statistics} from './statistics.js';
import {Views} from './views.js';

/** The dialog as a box, or `null` if it is shown elsewhere or none is open. */
export const dialogBox = (app: App, room: Size): ReactElement | null => {
	const {dialog} = app.state;
	switch (dialog?.kind) {
		case 'form': {
			return <FilterForm app={app} dialog={dialog} room={room} />;
		}

		case 'columns': {
			return <Columns app={app} dialog={dialog} room={room} />;
		}

		case 'destination': {
			return <Destination app={app} dialog={dialog} room={room} />;
		}

		case 'confirmation': {
			return <Confirmation app={app} dialog={dialog} room={room} />;
		}

		case 'note': {
			const {back, field} = dialog;
			return back.kind === 'confirmation' ? (
				<Confirmation app={app} dialog={back} note={field} room={room} />
			) : (
				<JointConfirmation app={app} dialog={back} note={field} room={room} />
			);
		}

		case 'erasure':
		case 'erasure-text': {
			return <Erasure app={app} dialog={dialog} room={room} />;
		}

		case 'changes': {
			return <Changes dialog={dialog} room={room} />;
		}

		case 'change': {
			return <OneChange app={app} dialog={dialog} room={room} />;
		}

		case 'narrow': {
			return <Narrow app={app} dialog={dialog} room={room} />;
		}

		case 'views': {
			return <Views app={app} dialog={dialog} room={room} />;
		}

		case 'orphans': {
			return <Orphans dialog={dialog} room={room} />;
		}

		case 'holds': {
			return <Holds app={app} dialog={dialog} room={room} />;
		}

		case 'hold-name': {
			return <Holds app={app} dialog={dialog.back} room={room} />;
		}

		case 'policy': {
			return <Policy app={app} dialog={dialog} room={room} />;
		}

		case 'statistics': {
			return <Statistics app={app} dialog={dialog} room={room} />;
		}

		case 'export': {
			return <Export dialog={dialog} room={room} />;
		}

		case 'jobs': {
			return <Jobs app={app} dialog={dialog} room={room} />;
		}

		case 'delivery': {
			return <Delivery app={app} dialog={dialog} room={room} />;
		}

		case 'question': {
			return <Question app={app} dialog={dialog} room={room} />;
		}

		case 'code-points': {
			return <CodePoints dialog={dialog} room={room} />;
		}

		case 'joint': {
			return <Joint app={app} dialog={dialog} room={room} />;
		}

		case 'joint-undo': {
			return <JointUndo dialog={dialog} room={room} />;
		}

		case 'joint-confirmation': {
			return <JointConfirmation app={app} dialog={dialog} room={room} />;
		}

		case 'sites': {
			return <Sites app={app} dialog={dialog} room={room} />;
		}

		case 'help': {
			return <Help app={app} dialog={dialog} room={room} />;
		}

		default: {
			return null;
		}
	}
};
