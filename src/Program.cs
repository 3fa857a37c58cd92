using DigestMailer.Cli;
using DigestMailer.Storage;

PrivateFiles.Begin();
// The command line is the only door: `run` opens the service, the other commands act once and stop.
return await CommandLine.RunAsync(args);
