using System.CommandLine;

namespace Slipway.Cli.Commands;

/// <summary><c>-o json</c>: for programs.</summary>
internal static class OutputOption
{
    private const string Json = "json";

    public static Option<string?> Create()
    {
        var option = new Option<string?>("--output", "-o") { Description = "json: the status as it is. Default: for people", HelpName = "FORMAT" };
        option.AcceptOnlyFromAmong(Json);
        return option;
    }

    public static bool IsJson(ParseResult result, Option<string?> option) => result.GetValue(option) == Json;
}
