return await Konnect.Host.Commands.KonnectCommand.InvokeAsync(args);
