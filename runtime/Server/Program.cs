using System.CommandLine;
using Slipway.Runtime.Server.Commands;
using Slipway.Runtime.Server.Termination;
using Slipway.Runtime.Serving;

var root = new RootCommand("Slipway's inference server for ONNX models.")
{
    ServeCommand.Create(),
    InspectCommand.Create(),
    FetchCommand.Create(),
};
var parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    var message = string.Join(' ', parsed.Errors.Select(error => error.Message).Distinct());
    return TerminationMessage.Write(new StartFailure(StartFailureReason.InvalidArguments, message), CommandLineFacts.TerminationLog(args));
}

// Signals are the commands' own: the library would end the process after two seconds.
return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false });
