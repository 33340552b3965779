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
ParseResult parsed;
try
{
    parsed = root.Parse(args);
}
catch (InvalidOperationException exception)
{
    // The library throws where an option is given twice and a validator reads it.
    return Refuse(exception.Message);
}

if (parsed.Errors.Count > 0)
    return Refuse(string.Join(' ', parsed.Errors.Select(error => error.Message).Distinct()));

// Signals are the commands' own: the library would end the process after two seconds.
return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false });

int Refuse(string message) => TerminationMessage.Write(
    new StartFailure(StartFailureReason.InvalidArguments, message), CommandLineFacts.TerminationLog(args));
