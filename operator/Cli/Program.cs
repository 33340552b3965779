using System.CommandLine;
using Slipway.Cli;

return await CommandLine.RunAsync(args, new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false });
