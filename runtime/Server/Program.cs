using System.CommandLine;
using Slipway.Runtime.Onnx;
using Slipway.Runtime.Server.Commands;
using Slipway.Runtime.Server.Termination;
using Slipway.Runtime.Serving;

// The library takes a while to load, and nothing that comes before the model needs it.
if (args is ["serve", ..])
    OnnxBackendFactory.Prepare();
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
try
{
    return ProcessEnd.With(await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false }));
}
catch (ArgumentException exception)
{
    return Refuse(exception.Message);
}
catch (Exception exception)
{
    // Nothing may end the process without a word to the operator.
    return Fail(StartFailureReason.InternalError, $"{exception.GetType().Name}: {exception.Message}");
}

int Refuse(string message) => Fail(StartFailureReason.InvalidArguments, message);

// The library may still be loading: whatever ends the process must not wait for it, nor take it down half-way.
int Fail(StartFailureReason reason, string message) =>
    ProcessEnd.With(TerminationMessage.Write(new StartFailure(reason, message), CommandLineFacts.TerminationLog(args)));
