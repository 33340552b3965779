using System.CommandLine;
using System.Text.Json;
using Slipway.Runtime.Onnx.Inspection;
using Slipway.Runtime.Server.Termination;
using Slipway.Runtime.Serving;

namespace Slipway.Runtime.Server.Commands;

/// <summary><c>slipway-runtime inspect</c>: what a file says about itself, and whether it would be served. Loads nothing.</summary>
internal static class InspectCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        var file = new Argument<FileInfo>("model") { Description = "The .onnx file." };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new Command("inspect", "Show what an ONNX file needs and offers, without loading it.") { file, json };
        command.SetAction(result => Run(result.GetValue(file)!.FullName, result.GetValue(json)));
        return command;
    }

    private static int Run(string path, bool json)
    {
        try
        {
            var inspection = ModelInspector.Inspect(path);
            Console.Out.WriteLine(json
                ? JsonSerializer.Serialize(inspection, InspectionJson.Default.ModelInspection)
                : InspectionText.Write(inspection));
            return inspection.Problems.IsEmpty ? ExitCodes.Success : ExitCodes.Of(StartFailureReason.ModelRefused);
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException)
        {
            Console.Error.WriteLine(exception.Message);
            return ExitCodes.Of(StartFailureReason.ModelLoadFailed);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(exception.Message);
            return ExitCodes.Of(StartFailureReason.ModelNotFound);
        }
    }
}
