using System.Text.Json;

namespace DigestMailer.Papers.Summaries;

/// <summary>
/// Reads the answer of a chat endpoint. Another kind of answer is the endpoint's fault; what the model did not
/// write to its end, or was kept from writing, is rejected.
/// </summary>
internal static class SummaryAnswer
{
    private const string NotOne = "its answer is not a chat completion; check Summaries:Endpoint";

    /// <param name="body">As it came, bounded by the caller.</param>
    public static SummaryOutcome Read(string body, string language)
    {
        try
        {
            using var answer = JsonDocument.Parse(body);
            return Choice(answer.RootElement) is { } choice ? Read(choice, language) : SummaryOutcome.Failed(NotOne);
        }
        catch (JsonException)
        {
            return SummaryOutcome.Failed(NotOne);
        }
    }

    private static SummaryOutcome Read(JsonElement choice, string language)
    {
        var message = Field(choice, "message", JsonValueKind.Object);
        return Text(choice, "finish_reason") switch
        {
            "length" => SummaryOutcome.Rejected("the answer was cut off at Summaries:MaxTokens"),
            "content_filter" => SummaryOutcome.Rejected("the endpoint filtered the answer"),
            "tool_calls" or "function_call" => SummaryOutcome.Rejected("the model called a tool instead of writing"),
            _ when message is null => SummaryOutcome.Failed(NotOne),
            _ when Text(message.Value, "refusal") is { Length: > 0 } =>
                SummaryOutcome.Rejected("the model refused to write"),
            _ => SummaryText.Read(Text(message.Value, "content") ?? "", language),
        };
    }

    private static JsonElement? Choice(JsonElement answer) =>
        Field(answer, "choices", JsonValueKind.Array) is { } choices && choices.GetArrayLength() > 0
            && choices[0].ValueKind == JsonValueKind.Object ? choices[0] : null;

    /// <summary>A text that holds half a sign counts as none.</summary>
    private static string? Text(JsonElement element, string name)
    {
        try
        {
            return Field(element, name, JsonValueKind.String)?.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static JsonElement? Field(JsonElement element, string name, JsonValueKind kind) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value)
            && value.ValueKind == kind ? value : null;
}
