using System.Globalization;
using Slipway.Simulator;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
return StudyCommand.Run(args, Console.Out);
