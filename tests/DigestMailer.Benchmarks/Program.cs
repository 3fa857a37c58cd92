using DigestMailer.Benchmarks;

// Prints the base line; throughput beside other senders has a command of its own to come.
await BaseLine.RunAsync(args.Length > 0 && int.TryParse(args[0], out var papers) ? papers : 5000, args.Length > 1 && int.TryParse(args[1], out var readers) ? readers : 10_000);
