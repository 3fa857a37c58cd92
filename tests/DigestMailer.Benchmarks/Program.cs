using System.CommandLine;
using DigestMailer.Benchmarks;
using DigestMailer.Benchmarks.Gathering;
using DigestMailer.Benchmarks.Meaning;
using DigestMailer.Benchmarks.Pages;
using DigestMailer.Benchmarks.People;
using DigestMailer.Benchmarks.Sending;

var papers = new Option<int>("--papers") { Description = "Papers in play.", DefaultValueFactory = _ => 5000 };
var readers = new Option<int>("--readers") { Description = "Subscribers.", DefaultValueFactory = _ => 10_000 };
var baseline =
    new Command("baseline", "A paper's path once, into a pickup folder: the rate of each stage.")
        { papers, readers };
baseline.SetAction((arguments, _) => BaseLine.RunAsync(arguments.GetValue(papers), arguments.GetValue(readers)));

var port = new Option<int>("--port") { Description = "Where the sink listens." };
var messages = new Option<int>("--messages") { Description = "How many to send." };
var mail = new Option<string>("--mail") { Description = "A file of a mail whose words each carries." };
var plain =
    new Command("plain",
        "The comparison: a plain MailKit loop, 16 connections, building each message from scratch.") { port,
        messages, mail };
plain.SetAction(
    (arguments, _) =>
        PlainLoop.RunAsync(arguments.GetValue(port), arguments.GetValue(messages), arguments.GetValue(mail)!));

var rounds = new Option<int>("--rounds") { Description = "Requests of each kind.", DefaultValueFactory = _ => 400 };
var signup = new Command("signup", "Whether the time of the form's answer tells which addresses are known.") { rounds };
signup.SetAction((arguments, _) => SignupTiming.RunAsync(arguments.GetValue(rounds)));

var requests = new Option<int>("--requests") { Description = "How many.", DefaultValueFactory = _ => 54_000 };
var seed =
    new Option<int>("--seed") { Description = "The same requests for the same seed.", DefaultValueFactory = _ => 1 };
var fuzz = new Command("requests",
    "Whether any request made of spliced tokens is answered with 500, or kept in memory.")
{
    requests, seed
};
fuzz.SetAction((arguments, _) => RequestFuzz.RunAsync(arguments.GetValue(requests), arguments.GetValue(seed)));

var bare = new Command("bare", "The comparison: an endpoint of ASP.NET that has nothing to do.") { port };
bare.SetAction((arguments, _) => BareEndpoint.RunAsync(arguments.GetValue(port)));

return await new RootCommand("Benchmarks of DigestMailer. Build with -c Release.") { baseline, new ChoiceCommand(),
    new ThroughputCommand(), new WeekCommand(), new MonthCommand(), new SeveralCommand(), new TodayCommand(),
    new RenderingCommand(), new DistilCommand(), new MeaningCommand(), new GatheringCommand(), new PagesCommand(),
    new ImportCommand(), plain, bare, signup, fuzz }.Parse(args).InvokeAsync();
