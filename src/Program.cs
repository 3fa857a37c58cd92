using DigestMailer.Cli;

// The command line is the only door: `run` opens the service, the others act once and stop.
return await CommandLine.RunAsync(args);
