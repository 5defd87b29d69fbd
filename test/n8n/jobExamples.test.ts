/** The workflows of examples/ that do a job with other services. Whatever is run twice makes nothing twice. */
import { describeAfterUpload } from './jobs/afterUpload';
import { describeAgent } from './jobs/agent';
import { describeFolders } from './jobs/folders';
import { describeGoogleDrive } from './jobs/googleDrive';
import { Jobs } from './jobs/jobs';
import { describeTokenForPage } from './jobs/tokenForPage';
import { START_TIMEOUT, TEST_TIMEOUT } from './realN8n';

let jobs: Jobs;

beforeAll(async () => void (jobs = await Jobs.start()), START_TIMEOUT);

afterAll(async () => await jobs?.stop(), TEST_TIMEOUT);

beforeEach(() => jobs.reset());

describeGoogleDrive(() => jobs);
describeFolders(() => jobs);
describeAfterUpload(() => jobs);
describeAgent(() => jobs);
describeTokenForPage(() => jobs);
