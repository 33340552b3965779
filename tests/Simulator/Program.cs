using System.Globalization;
using Slipway.Simulator;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
return await StudyCommand.RunAsync(args, Console.Out);
