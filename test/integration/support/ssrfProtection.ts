/**
 * n8n's protection against requests to private addresses, as its environment switches it on; to be imported before
 * anything of n8n, which reads its environment while it loads. Servers of a test at 127.0.0.1 are allowed.
 */
process.env.N8N_SSRF_PROTECTION_ENABLED = 'true';
process.env.N8N_SSRF_ALLOWED_IP_RANGES = '127.0.0.1/32';
process.env.N8N_SSRF_BLOCKED_HOSTNAMES = 'blocked.example';
